/** What may be wrong with a file, in the words of the report. A fault never repeats what stood in a cell. */
export const FAULT_WORDS = {
  'no-such-file': 'the file is not there',
  'no-rows': 'the file has no rows below its heading',
  'too-large': 'the file is larger than an import takes; split it by school',
  'too-many-rows': 'there are more rows than an import takes; split the file by school',
  'not-utf8': 'a letter here is not UTF-8 (it looks like Latin-1 or Windows-1252); export the file as UTF-8',
  'is-utf16': 'the file is UTF-16; export it as UTF-8',
  'is-binary': 'this is no text; a spreadsheet or an archive has to be exported or unpacked first',
  'quotes-broken': 'the quotation marks do not match from here on',
  'row-too-long': 'the row is longer than 64 KB; a quotation mark may be missing above',
  'column-missing': 'the column is missing',
  'column-twice': 'the column is there twice',
  'column-count': 'the row has another number of cells than the heading',
  formula: 'the cell begins like a formula (= + - @); write the value itself',
  'control-character': 'the cell holds a character that cannot be shown',
  missing: 'the cell is empty',
  'too-long': 'the cell is too long',
  'not-a-date': 'this is no day of the calendar; write it as 2026-08-15',
  'not-a-choice': 'this is none of the words that may stand here (docs/directory.md)',
  'not-an-address': 'this is no mail address',
  'identity-code-form': 'this does not have the form of a personal identity code',
  'identity-code-date': 'the day in the personal identity code does not exist',
  'identity-code-number': 'the number in the personal identity code is not in use',
  'identity-code-check': 'the last character of the personal identity code does not fit the others',
  'identity-code-as-id':
    'a personal identity code stands in place of an id or number; export another one, for ids are kept in clear',
  'identity-code-twice': 'two people of the file have this personal identity code',
  'identity-code-taken': 'somebody with another source id has this personal identity code',
  'guardian-or-relative':
    'this agent is a guardian, too, and it cannot be told of whom; leave out the role of relative, and the agent of the child it is for',
  'not-an-agent': 'an id here is not among the agentSourcedIds of the row; part several with commas',
  'birth-date-differs': 'the birth date is another than that of the personal identity code',
  'source-id-twice': 'this source id is there twice',
  'person-differs': 'the same person is written otherwise in another row',
  'staff-number-twice': 'two people of the file have this staff number',
  'staff-number-taken': 'somebody else has this staff number',
  'unknown-user': 'nobody in users.csv has this id',
  'unknown-org': 'no row of orgs.csv has this id',
  'unknown-class': 'no row of classes.csv has this id',
  'unknown-school': 'no school is known by this id or name',
  'school-incomplete':
    'the school is new here: say its level, policy, calendar and municipality (docs/directory.md)',
  'unknown-policy': 'no policy or calendar of this name is published',
  'not-supported': 'this is not supported: a full (bulk) export of OneRoster 1.2 is',
  'no-learners-of-county': 'learners come from an education provider, not from a county',
  'too-many-end':
    'more than a tenth of the enrolments, custodies or posts would end; if that is right, add --allow-ending',
} as const satisfies Record<string, string>;
export type FaultCode = keyof typeof FAULT_WORDS;

/** Where something is wrong. Rows are counted as a spreadsheet shows them: the heading is row 1. */
export interface ImportFault {
  readonly file: string;
  /** Null: the file as a whole. */
  readonly row: number | null;
  /** Null: the row as a whole. */
  readonly column: string | null;
  readonly code: FaultCode;
}

/** More are counted, not listed: a file with a wrong encoding has one in every row. */
const LISTED = 1_000;

/** Collects what is wrong: all of it is counted, the first thousand are kept. */
export class Faults {
  private readonly kept: ImportFault[] = [];
  private number = 0;

  add(fault: ImportFault): void {
    this.number += 1;
    if (this.kept.length < LISTED) this.kept.push(fault);
  }

  get count(): number {
    return this.number;
  }

  get listed(): readonly ImportFault[] {
    return this.kept;
  }
}

/** `users.csv:17:userIds identity-code-check – the last character …` */
export function faultLine({ file, row, column, code }: ImportFault): string {
  const place = [file, row, column].filter((it) => it !== null).join(':');
  return `${place} ${code} – ${FAULT_WORDS[code]}`;
}
