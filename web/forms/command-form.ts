import type { CaseAnswer } from '../../api/contracts/cases.js';
import type { CaseCommandInput, ClientCommandType } from '../../api/contracts/commands.js';

/** A command on a case that exists. */
export type CaseCommandType = CaseCommandInput['type'];

/** True for everything a client may send but the first command of all. */
export function isCaseCommand(type: ClientCommandType): type is CaseCommandType {
  return type !== 'raise-concern';
}

/** What every form of a command is given. */
export interface CommandFormProps {
  readonly view: CaseAnswer;
  /** The thing inside the case the form was opened for (a member, a meeting, an action, an act, a duty). */
  readonly target: string | undefined;
}

/** The part of a command's body that free text gives when it is there. */
export function given<K extends string>(name: K, text: string | undefined): { [P in K]?: string } {
  const trimmed = text?.trim() ?? '';
  return (trimmed === '' ? {} : { [name]: trimmed }) as { [P in K]?: string };
}
