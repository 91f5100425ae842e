import { useQueryClient } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseAnswer } from '../../../api/contracts/cases.js';
import type { CaseCommandInput } from '../../../api/contracts/commands.js';
import type { OutsideForm } from '../../../api/contracts/forms.js';
import { Button } from '../../components/button.js';
import { Notice } from '../../components/notice.js';
import { outsideFormQuery } from '../../http/queries.js';
import { useSendCommand } from '../../http/use-send-command.js';
import { problemText } from '../../language/problem-text.js';
import { useFormat } from '../../language/use-format.js';
import { nameOf } from '../commands/use-case-people.js';
import { isAllowed } from './command-link.js';

/** When the form was printed before, and by whom. */
function Printed({ view, form }: { view: CaseAnswer; form: OutsideForm }): ReactElement | null {
  const { t } = useTranslation();
  const format = useFormat();
  if (form.printed.length === 0) return null;
  return (
    <ul className="small quiet card-foot no-print">
      {form.printed.map((print, index) => (
        <li key={`${print.on} ${String(index)}`}>
          {[t('outside.printedOn', { date: format.date(print.on) }), nameOf(view, print.by)]
            .filter(Boolean)
            .join(' · ')}
        </li>
      ))}
    </ul>
  );
}

/**
 * Prints the form and keeps a copy of exactly what was on the paper. The copy comes first: what is printed has then
 * been recorded. Who may only read prints without one.
 */
export function OutsideFormPrint({ view, form }: { view: CaseAnswer; form: OutsideForm }): ReactElement {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const sending = useSendCommand<CaseCommandInput>(`/cases/${view.id}/commands`);
  const keeps = isAllowed(view, 'print-form');

  async function print(): Promise<void> {
    if (keeps) {
      try {
        await sending.mutateAsync({ type: 'print-form', actId: form.actId, shown: form.shown });
      } catch {
        // Said below. The form may have changed meanwhile: it is read again, to be looked at before it is printed.
        await queryClient.invalidateQueries(outsideFormQuery(view.id, form.actId));
        return;
      }
    }
    window.print();
  }

  return (
    <>
      <div className="btn-row">
        <Button busy={sending.isPending} onClick={() => void print()}>
          {t(keeps ? 'outside.keep' : 'act.print')}
        </Button>
        {keeps ? <span className="quiet no-print">{t('outside.keepHint')}</span> : null}
      </div>
      {sending.isError ? (
        <div className="card-foot no-print">
          <Notice tone="danger" live title={problemText(t, sending.error)} />
        </div>
      ) : null}
      <Printed view={view} form={form} />
    </>
  );
}
