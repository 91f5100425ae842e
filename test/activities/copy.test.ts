import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { createSealer } from '../../api/commands/sealing.js';
import { masterKeys, TextVault } from '../../api/vault/text-vault.js';
import { exportCommand } from '../../bin/commands/export.js';
import { makeCopy, type CaseCopy, type MadeCopy } from '../../bin/copy/make-copy.js';
import { printCopy } from '../../bin/copy/print-copy.js';
import type { CommandData, CommandType, TextRef } from '../../domain/commands.js';
import { SECTIONS } from '../../domain/sight.js';
import type { Name, Person } from '../../stories/stage/directory.js';
import { stageVault } from '../../stories/stage/vault.js';
import { Draft, openDesk, type Desk } from './support/desk.js';

/** The master key of the vault of stories. */
const STORY_KEY = Buffer.alloc(32, 'story').toString('base64');
const SUPPORT = 'Oppija väsyy aamulla. <script>alert(1)</script>';
const ENTRY = 'Sovittiin lyhyempi aamu.';
const CORRECTED = 'Sovittiin lyhyempi aamu maanantaisin.';
const SECRET = 'Ilmoituksen syy, jota huoltajalle ei ole kerrottu.';

let desk: Desk;
let draft: Draft;
beforeAll(async () => {
  desk = openDesk();
  draft = await told();
});
afterAll(() => desk.close());

/** Gives a command with one text, which lies sealed beside it. */
async function write<T extends CommandType>(
  to: Draft,
  who: Name,
  type: T,
  words: string,
  data: (ref: TextRef) => CommandData[T],
): Promise<void> {
  const sealer = createSealer();
  await to.give(who, type, data(sealer.seal(words)), sealer.sealed);
}

/** Where the directory knows learner and guardians. */
async function furnishFamily({ people }: Draft): Promise<void> {
  const { learnerId, schoolId } = people;
  await desk.owner.query(
    `INSERT INTO learner (person_id, unit_id, class, birth_date) VALUES ($1, $2, '7A', '2013-05-05')`,
    [learnerId, schoolId],
  );
  for (const guardian of ['guardian', 'otherGuardian'] as const)
    await desk.owner.query('INSERT INTO guardianship (learner_id, guardian_id) VALUES ($1, $2)', [
      ...[learnerId, people.person(guardian)],
    ]);
}

/** A case with support, an entry that was corrected, and a child welfare report of which nobody was told. */
async function told(): Promise<Draft> {
  const to = await Draft.at(desk, '2027-08-16 09:00');
  await furnishFamily(to);
  await to.raise();
  await write(to, 'curator', 'plan-support', SUPPORT, (what) => ({ what }));
  await write(to, 'teacher', 'write-entry', ENTRY, (text) => ({ part: 'note', text }));
  const entryId = to.state?.annex?.entries[0]?.id ?? '';
  await write(to, 'teacher', 'correct-entry', CORRECTED, (text) => ({ entryId, text }));
  const report = { addressee: 'Sosiaalipäivystys', channel: 'phone', told: 'not-told' } as const;
  await write(to, 'teacher', 'report-child-welfare', SECRET, (reason) => ({ ...report, reason }));
  await to.store();
  return to;
}

function copyFor(
  who: Person,
  change: { readonly by?: Name; readonly second?: Name; readonly on?: string } = {},
): Promise<MadeCopy> {
  const { by = 'teacher', second = 'schoolSupervisor', on = '2027-08-16' } = change;
  const { person } = draft.people;
  const means = { pool: desk.app, vault: stageVault, now: draft.instantOf(`${on} 10:00`) };
  const two = { by: person(by), second: person(second) };
  return makeCopy(means, { caseRef: draft.ref, forWhom: person(who), ...two });
}

async function looksOf(caseId: string): Promise<number> {
  const { rows } = await desk.app.query<{ n: number }>(
    'SELECT count(*)::integer AS n FROM case_access WHERE case_id = $1',
    [caseId],
  );
  return rows[0]?.n ?? 0;
}

const typesOf = ({ log }: CaseCopy) => log.rows.map(({ type }) => type);

describe('A copy for the data subject', () => {
  test('holds every entry with its words, the correction beside what it corrects, and who was shown what', async () => {
    const { copy } = await copyFor('learner');
    expect(typesOf(copy)).toEqual(['concern-raised', 'support-planned', 'entry-written', 'entry-corrected']);
    expect(Object.values(copy.texts.byId)).toEqual(expect.arrayContaining([SUPPORT, ENTRY, CORRECTED]));
    const entries = copy.record.rows[0]?.report?.entries ?? [];
    expect(entries.map(({ text, corrects }) => [text, corrects !== null])).toEqual([
      [ENTRY, false],
      [CORRECTED, true],
    ]);
    expect(copy.controller).toMatchObject({ kind: 'provider', name: 'Provider' });
    expect(copy.log.rows.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
  });

  test('is itself the last row of the access log: to whom it was given, by whom, and by which right', async () => {
    const { copy } = await copyFor('learner');
    const { person } = draft.people;
    expect(copy.access.rows.at(-1)).toMatchObject({
      ...{
        kind: 'export',
        via: 'rinnalla export',
        givenTo: { personId: person('learner'), name: expect.stringMatching(/\S \S/) },
      },
      by: { personId: person('teacher'), role: 'class_teacher' },
      rights: [{ relation: 'data-subject', source: 'GDPR 15, JulkL 12 §' }],
    });
    const { rows } = await desk.app.query<{ body: string }>(
      'SELECT body FROM case_access WHERE case_id = $1 ORDER BY seq DESC LIMIT 1',
      [draft.caseId],
    );
    const { to, rights } = JSON.parse(rows[0]?.body ?? '{}') as {
      to: unknown;
      rights: { sections: string[] }[];
    };
    expect(to).toEqual({ person: person('learner'), second: person('schoolSupervisor') });
    // The same words whatever was told: a list without acts would tell who was told of one.
    expect(rights[0]?.sections).toEqual(SECTIONS);
  });

  test('tells a guardian nothing of a report they were not told of, and that such things are left out', async () => {
    const { copy } = await copyFor('guardian');
    const page = await printCopy(copy, 'fi');
    for (const said of [JSON.stringify(copy), page])
      for (const secret of [SECRET, 'child-welfare', 'Sosiaalipäivystys', 'x1', 'expected-'])
        expect(said).not.toContain(secret);
    expect(copy.withheld.map(({ what }) => what)).toEqual(['untold-acts', 'prohibitions', 'other-people']);
    expect(copy.disclosures.rows).toEqual([]);
  });

  test('gives a learner who has come of age the report with its reason, and names it among the disclosures', async () => {
    const { copy } = await copyFor('learner', { on: '2031-05-05' });
    expect(typesOf(copy)).toContain('child-welfare-reported');
    expect(copy.disclosures.rows).toMatchObject([{ ground: 'LSL-25', what: SECRET }]);
    expect(copy.withheld).toEqual([{ what: 'other-people', ground: 'GDPR 15 (4), JulkL 24 §' }]);
    await expect(copyFor('guardian', { on: '2031-05-05' })).rejects.toThrow(/guardian-has-no-position/);
  });

  test('is refused to staff and to a parent who is no guardian, and nothing is written down then', async () => {
    const count = async () => {
      const { rows } = await desk.app.query<{ n: number }>(
        'SELECT count(*)::integer AS n FROM case_access WHERE case_id = $1',
        [draft.caseId],
      );
      return rows[0]?.n;
    };
    const before = await count();
    await expect(copyFor('curator')).rejects.toThrow(/not-data-subject/);
    await desk.owner.query(
      `UPDATE guardianship SET position = 'parent-not-guardian' WHERE guardian_id = $1`,
      [draft.people.person('otherGuardian')],
    );
    await expect(copyFor('otherGuardian')).rejects.toThrow(/not-a-guardian/);
    expect(await count()).toBe(before);
  });

  test('takes two different people of the controller, one of them in charge of its records', async () => {
    await expect(copyFor('learner', { second: 'teacher' })).rejects.toThrow(/takes two different people/);
    await expect(copyFor('learner', { second: 'schoolCoordinator' })).rejects.toThrow(/supervisor or admin/);
    await expect(copyFor('learner', { by: 'curator' })).rejects.toThrow(/does not work for the employer/);
  });

  test.each(['fi', 'sv', 'en'] as const)(
    'is printed in %s: escaped, whole, and loading nothing',
    async (language) => {
      const page = await printCopy((await copyFor('learner')).copy, language);
      expect(page).toContain(`<html lang="${language}">`);
      for (const words of [ENTRY, CORRECTED, '&lt;script&gt;alert(1)&lt;/script&gt;', 'O&#39;Näkkäläjärvi'])
        expect(page).toContain(words);
      expect(page).not.toMatch(/<script|<img|<link|https?:|\bundefined\b|\[object|codes\.|\{\w+\}\s*</);
      expect(page.match(/<title>([^<]*)/)?.[1]).not.toMatch(/R-20|Näkkälä/);
    },
  );

  test('lies in two files that nobody else reads, and the screen tells nothing of anybody', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'rinnalla-copy-'));
    const said = jest.spyOn(console, 'log').mockImplementation(() => undefined);
    const own = process.env['TEXT_KEY'];
    process.env['TEXT_KEY'] = STORY_KEY;
    try {
      const { person } = draft.people;
      const two = ['--by', person('teacher'), '--second', person('schoolSupervisor')];
      const out = join(folder, 'copy-1.json');
      const args = ['--case', draft.ref, '--for', person('learner'), ...two, '--out', out];
      expect(await exportCommand.run(args)).toBe(0);
      const screen = said.mock.calls.flat().join('\n');
      expect(screen).toMatch(/The copy of R-2027-\S+ is in .*copy-1\.json and .*copy-1\.html: 4 entries\./);
      expect(screen).not.toMatch(/Näkkälä|aamu/);
      expect(await readFile(out, 'utf8')).toContain(CORRECTED);
      expect(await readFile(join(folder, 'copy-1.html'), 'utf8')).toContain(CORRECTED);
      expect((await stat(out)).mode & 0o777).toBe(0o600);
      await expect(exportCommand.run(args)).rejects.toThrow(/EEXIST/);
      const looks = await looksOf(draft.caseId);
      await writeFile(join(folder, 'copy-2.html'), 'of somebody else');
      const second = [...args.slice(0, -1), join(folder, 'copy-2.json')];
      await expect(exportCommand.run(second)).rejects.toThrow(/copy-2\.html could not be written: EEXIST/);
      expect((await readdir(folder)).toSorted()).toEqual(['copy-1.html', 'copy-1.json', 'copy-2.html']);
      expect(await readFile(join(folder, 'copy-2.html'), 'utf8')).toBe('of somebody else');
      expect(await looksOf(draft.caseId)).toBe(looks);
    } finally {
      process.env['TEXT_KEY'] = own ?? '';
      said.mockRestore();
      await rm(folder, { recursive: true });
    }
  });

  test('is made without words where their key is gone', async () => {
    const other = new TextVault(masterKeys(STORY_KEY, []));
    const { person } = draft.people;
    await desk.owner.query('DELETE FROM vault.case_key WHERE case_id = $1', [draft.caseId]);
    const { copy } = await makeCopy(
      { pool: desk.app, vault: other, now: draft.now },
      {
        ...{ caseRef: draft.ref, forWhom: person('learner') },
        ...{ by: person('teacher'), second: person('schoolSupervisor') },
      },
    );
    expect(copy.texts.byId).toEqual({});
    expect(typesOf(copy)).toHaveLength(4);
  });
});
