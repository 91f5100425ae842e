import type { RaiseConcernInput } from '../../../api/contracts/commands.js';
import { given } from '../../forms/command-form.js';
import type { Draft } from './draft.js';

/** The command that the answers make; null while an answer is missing. */
export function concernBody({
  learner,
  request,
  topic,
  discussedWith,
  responsible,
}: Draft): RaiseConcernInput | null {
  if (!learner || !request || !topic || !discussedWith || !responsible) return null;
  return {
    type: 'raise-concern',
    happenedOn: request.requestedOn,
    learnerId: learner.id,
    schoolId: learner.schoolId,
    source: request.source,
    urgent: request.urgent,
    topic: topic.topic,
    ...given('description', topic.description),
    discussedWith: [...discussedWith],
    responsible: { ...given('county', responsible.county), ...given('school', responsible.school) },
  };
}
