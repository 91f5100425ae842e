import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import type { PassedOnTalk, PassOnTalkInput, TalkAnswer } from '../../../api/contracts/talks.js';
import { noteNavigation } from '../../components/navigation-focus.js';
import { Notice } from '../../components/notice.js';
import { PageHead } from '../../components/page-head.js';
import { Select } from '../../components/select.js';
import { picked } from '../../forms/checks.js';
import { FormField } from '../../forms/form-field.js';
import { useCheckedForm } from '../../forms/use-checked-form.js';
import { schoolsQuery } from '../../http/queries.js';
import { talkQuery, useSendSlip } from '../../http/slips.js';
import { SlipForm } from '../slips/slip-form.js';

const schema = z.object({ schoolId: picked('passSchool') });

interface PassOnProps {
  readonly item: TalkAnswer;
  readonly onPassed: (schoolName: string) => void;
}

/** For a learner of another school: the request goes there, and its clock runs on. */
export function PassOn({ item, onPassed }: PassOnProps): ReactElement {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  // The county works at every school: these are the ones the learner's own form offers.
  const { data: all } = useSuspenseQuery(schoolsQuery);
  const { queryKey } = talkQuery(item.id);
  const form = useCheckedForm(schema, { schoolId: '' });
  const sending = useSendSlip<PassOnTalkInput, PassedOnTalk>(`/talk-requests/${item.id}/pass-on`, queryKey);
  const choices = all
    .filter(({ id, closed }) => id !== item.schoolId && closed !== true)
    .map(({ id, name, municipality }) => ({ value: id, label: `${name}, ${municipality}` }));
  if (sending.data?.kind === 'pending') return <Notice live tone="ok" title={t('slips.pending')} />;
  return (
    <details>
      <summary>{t('slips.talk.passTitle')}</summary>
      <SlipForm
        form={form}
        sending={sending}
        body={(values) => values}
        submit={t('slips.talk.passOn')}
        after={(outcome) => {
          if (outcome.kind === 'pending') return;
          const { schoolId } = form.getValues();
          // The page is another one now: its heading takes the focus.
          noteNavigation();
          onPassed(all.find(({ id }) => id === schoolId)?.name ?? '');
          // The words are no longer for this reader.
          queryClient.removeQueries({ queryKey });
        }}
        renderHead={() => <p>{t('slips.talk.passHint')}</p>}
      >
        <FormField control={form.control} name="schoolId" field="passSchool">
          {(props) => (
            <Select {...props} choices={[{ value: '', label: t('slips.talk.passChoose') }, ...choices]} />
          )}
        </FormField>
      </SlipForm>
    </details>
  );
}

/** What is left of a request for whoever has passed it on: that it is in other hands. */
export function PassedOn({ school }: { school: string }): ReactElement {
  const { t } = useTranslation();
  return (
    <div className="stack">
      <PageHead title={t('slips.talk.title')} caption={t('slips.talk.secret')} />
      <Notice tone="ok" live title={t('slips.talk.passed', { school })}>
        <p>{t('slips.talk.passedHint')}</p>
      </Notice>
    </div>
  );
}
