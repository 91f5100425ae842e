import { useQueryClient } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseAnswer } from '../../../api/contracts/cases.js';
import type { CaseCommandInput } from '../../../api/contracts/commands.js';
import type { OutsideForm } from '../../../api/contracts/forms.js';
import { Button } from '../../components/button.js';
import { Card } from '../../components/card.js';
import { Notice } from '../../components/notice.js';
import { TextLink } from '../../components/text-link.js';
import { outsideFormQuery } from '../../http/queries.js';
import { useSendCommand } from '../../http/use-send-command.js';
import { problemText } from '../../language/problem-text.js';
import { useFormat } from '../../language/use-format.js';
import { nameOf } from '../commands/use-case-people.js';
import { isAllowed } from './command-link.js';

/** When the form was printed before, and by whom; each copy opens as it was. */
function Printed({ view, form }: { view: CaseAnswer; form: OutsideForm }): ReactElement | null {
  const { t } = useTranslation();
  const format = useFormat();
  if (form.printed.length === 0) return null;
  return (
    <div className="card-foot no-print">
      <Card title={t('outside.copies')}>
        <p className="small quiet">{t('outside.copiesHint')}</p>
        <ul className="rows">
          {form.printed.map(({ number, on, by }) => (
            <li key={number}>
              <TextLink
                to="/asiat/$ref/ilmoitus/$actId/tuloste/$numero"
                params={{ ref: view.ref, actId: form.actId, numero: String(number) }}
              >
                {t('outside.copyLink', { number, date: format.date(on) })}
              </TextLink>
              <p className="small quiet">{nameOf(view, by)}</p>
            </li>
          ))}
        </ul>
      </Card>
    </div>
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
