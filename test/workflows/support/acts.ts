import type { CommandData } from '../../../domain/commands.js';
import { parseDate } from '../../../domain/time/civil-date.js';
import { family, guardian } from '../../../stories/script.js';
import { postOf, type Name } from '../../../stories/stage/directory.js';
import type { Story } from '../../../stories/stage/story.js';

/** Short words for what people do in stories; each is one command with its usual content. */
export function acts(story: Story) {
  const { person, learnerId, guardianId, schoolId } = story.people;
  const member = (name: Name): CommandData['propose-group']['members'][number] => ({
    personId: person(name),
    ...postOf(name),
  });
  return {
    raise: (who: Name, change: Partial<CommandData['raise-concern']> = {}) =>
      story.give(who, 'raise-concern', {
        ...{
          ref: story.ref,
          learnerId,
          schoolId,
          source: 'staff',
          urgent: false,
          topic: 'absence',
          discussedWith: ['learner'],
        },
        family: family([guardian(story.people, 'guardian')]),
        description: story.text(),
        responsible: { county: person('curator'), school: person('teacher') },
        ...change,
      }),
    offer: (on: string, latenessReason?: CommandData['explain-lateness']['reason']) =>
      story.give('curator', 'offer-discussion', {
        ...{ withId: person('curator'), on: parseDate(on), minute: 600, told: 'in-person' },
        ...(latenessReason ? { latenessReason } : {}),
      }),
    discussed: (outcome: CommandData['record-discussion']['outcome'], on = story.today) =>
      story.give('curator', 'record-discussion', { outcome }, on),
    /** The guardian is told of absences, and what they come from is found out: nothing of it is left at closing. */
    toldHome: async () => {
      await story.give('teacher', 'tell-guardian', { way: 'phone' });
      await story.give('teacher', 'record-causes', { causes: story.text(), withGuardian: true });
    },
    group: (...names: Name[]) =>
      story.give('curator', 'propose-group', { purpose: story.text(), members: names.map(member) }),
    ask: (...memberIds: string[]) =>
      story.give('curator', 'request-consent', {
        memberIds,
        askedOf: [learnerId, guardianId],
        told: 'message',
      }),
    consent: (memberId: string, answer: CommandData['record-consent']['answer']) =>
      story.give('curator', 'record-consent', {
        memberId,
        answer,
        by: guardianId,
        byRole: 'guardian',
        way: 'signed',
      }),
    call: (who: Name, kind: CommandData['call-meeting']['kind'], on: string, ...names: Name[]) =>
      story.give(who, 'call-meeting', {
        ...{ kind, on: parseDate(on), minute: 14 * 60, place: story.text(), invitedStaff: names.map(member) },
        invitedFamily: [{ personId: guardianId, role: 'guardian' }],
      }),
    /** What of the meeting the report lacks besides its summary. */
    report: async (meetingId: string) => {
      for (const part of ['assessments', 'support'] as const)
        await story.give('curator', 'write-entry', { part, text: story.text(), meetingId });
    },
    met: (
      who: Name,
      meetingId: string,
      change: Partial<CommandData['record-meeting']> & Pick<CommandData['record-meeting'], 'end'>,
    ) =>
      story.give(who, 'record-meeting', {
        ...{
          meetingId,
          attended: [person('curator'), person('nurse'), person('teacher'), learnerId],
          summary: story.text(),
          actions: [],
        },
        ...change,
      }),
  };
}
