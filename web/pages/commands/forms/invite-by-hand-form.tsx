import type { ReactElement } from 'react';
import type { CommandFormProps } from '../../../forms/command-form.js';
import { choice, pastDay } from '../../../forms/described-fields.js';
import { DescribedForm } from '../../../forms/described-form.js';
import { onlyOf } from './only-of.js';
import { meetingsToTell, useMeetingChoices } from './use-meeting-choices.js';
import { useTellingWays } from './use-telling-ways.js';

export function InviteByHandForm({ view, target }: CommandFormProps): ReactElement {
  const meetings = useMeetingChoices(meetingsToTell(view));
  return (
    <DescribedForm
      type="invite-by-hand"
      view={view}
      fields={{
        meetingId: choice('meeting', meetings, onlyOf(meetings, target)),
        way: choice('invitedHow', useTellingWays()),
        happenedOn: pastDay('happenedOn', view.today),
      }}
      body={(answers) => ({ type: 'invite-by-hand', ...answers })}
    />
  );
}
