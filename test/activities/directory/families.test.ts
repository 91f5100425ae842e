import { afterAll, describe, expect, test } from '@jest/globals';
import {
  closeAll,
  countsOf,
  csv,
  custodiesOf,
  learner,
  LEARNER_COLUMNS,
  learnersFile,
  openEmployer,
  placesOf,
  writeBundle,
  type Cells,
} from './support.js';

afterAll(closeAll);

describe('A parent without custody, who lives apart,', () => {
  test('stays so when a list has no column for it, and is a guardian when the cell is empty', async () => {
    const own = await openEmployer();
    const parent = learner(1, { g1_position: 'parent-not-guardian', g1_lives_apart: 'yes' });
    await own.write('learners.csv', learnersFile([parent]));
    await own.bring();
    expect(await custodiesOf(own)).toEqual(['L1 G1 parent-not-guardian apart']);
    const silent = LEARNER_COLUMNS.filter((it) => it !== 'g1_position' && it !== 'g1_lives_apart');
    await own.write('learners.csv', csv(silent, [parent, learner(2)]));
    expect(countsOf(await own.bring())).toEqual({ 'learner-new': 1, 'guardian-new': 1, 'custody-new': 1 });
    expect(await custodiesOf(own)).toEqual(['L1 G1 parent-not-guardian apart', 'L2 G2 guardian']);
    await own.write('learners.csv', learnersFile([learner(1), learner(2)]));
    expect(countsOf(await own.bring())).toEqual({ 'custody-changed': 1 });
    expect(await custodiesOf(own)).toEqual(['L1 G1 guardian', 'L2 G2 guardian']);
  });

  test('stays so when a bundle has no metadata for it, and is a guardian when it is empty', async () => {
    const own = await openEmployer();
    const roles = [
      { userSourcedId: 'l1', role: 'student' },
      { userSourcedId: 'g1', role: 'parent' },
      { userSourcedId: 'g2', role: 'guardian' },
    ];
    const bring = async (said: Cells) => {
      const child = { sourcedId: 'l1', agentSourcedIds: 'g1,g2', ...said };
      await writeBundle(own, [child, { sourcedId: 'g1' }, { sourcedId: 'g2' }], roles);
      return countsOf(await own.bring());
    };
    await bring({ 'metadata.withoutCustody': 'g1', 'metadata.livesApart': 'g1' });
    const apart = ['l1 g1 parent-not-guardian apart', 'l1 g2 guardian'];
    expect(await custodiesOf(own)).toEqual(apart);
    expect(await bring({})).toEqual({});
    expect(await custodiesOf(own)).toEqual(apart);
    expect(await bring({ 'metadata.withoutCustody': '', 'metadata.livesApart': '' })).toEqual({
      'custody-changed': 1,
    });
    expect(await custodiesOf(own)).toEqual(['l1 g1 guardian', 'l1 g2 guardian']);
  });

  test('is one of the agents of the child: a mistyped id or another separator is a fault, not a guardian', async () => {
    const own = await openEmployer();
    const roles = [
      { userSourcedId: 'l1', role: 'student' },
      { userSourcedId: 'g1', role: 'parent' },
      { userSourcedId: 'g2', role: 'parent' },
    ];
    const bring = async (withoutCustody: string, livesApart: string) => {
      const said = { 'metadata.withoutCustody': withoutCustody, 'metadata.livesApart': livesApart };
      const child = { sourcedId: 'l1', agentSourcedIds: 'g1,g2', ...said };
      await writeBundle(own, [{ sourcedId: 'g1' }, { sourcedId: 'g2' }, child], roles);
      return placesOf(await own.bring());
    };
    expect(await bring('g11', 'g1')).toEqual(['users.csv:4:metadata.withoutCustody not-an-agent']);
    expect(await bring('g1', 'g1;g2')).toEqual(['users.csv:4:metadata.livesApart not-an-agent']);
    expect(await bring('g1 g2', '')).toEqual(['users.csv:4:metadata.withoutCustody not-an-agent']);
    expect(await custodiesOf(own)).toEqual([]);
    expect(await bring('g1 , g2', 'g2')).toEqual([]);
    expect(await custodiesOf(own)).toEqual(['l1 g1 parent-not-guardian', 'l1 g2 parent-not-guardian apart']);
  });
});

describe('An agent', () => {
  const student = (id: string) => ({ userSourcedId: id, role: 'student' });
  const users = (ofSecond: string): Cells[] => [
    { sourcedId: 'l1', agentSourcedIds: 'g1' },
    { sourcedId: 'l2', agentSourcedIds: ofSecond },
    { sourcedId: 'g1' },
  ];
  const parent = { userSourcedId: 'g1', role: 'parent' };

  test('who is guardian of one child and relative of another is guardian of neither until the bundle says of whom', async () => {
    const own = await openEmployer();
    const roles = [student('l1'), student('l2'), parent];
    await writeBundle(own, users('g1'), [...roles, { userSourcedId: 'g1', role: 'relative' }]);
    expect(placesOf(await own.bring())).toEqual(['roles.csv:5:role guardian-or-relative']);
    expect(await custodiesOf(own)).toEqual([]);
    await writeBundle(own, users(''), roles);
    expect(placesOf(await own.bring())).toEqual([]);
    expect(await custodiesOf(own)).toEqual(['l1 g1 guardian']);
  });

  test('who was a relative once is a guardian today, and who is a relative only is none', async () => {
    const own = await openEmployer();
    const once = { userSourcedId: 'g1', role: 'relative', endDate: '2027-07-31' };
    const aunt = { userSourcedId: 'g2', role: 'relative' };
    const roles = [student('l1'), student('l2'), parent, once, aunt];
    await writeBundle(own, [...users('g2'), { sourcedId: 'g2' }], roles);
    expect(placesOf(await own.bring())).toEqual([]);
    expect(await custodiesOf(own)).toEqual(['l1 g1 guardian']);
  });
});

describe('Custody', () => {
  test('of more than a tenth ends only when somebody says that it is meant', async () => {
    const own = await openEmployer();
    const rows = Array.from({ length: 60 }, (_, i) =>
      learner(1, { source_id: `C${i}`, identity_code: '', g1_source_id: `W${i}` }),
    );
    const childless = rows.map((row, i) => (i < 21 ? { ...row, g1_source_id: '' } : row));
    await own.write('learners.csv', learnersFile(rows));
    await own.bring();
    const before = await custodiesOf(own);
    await own.write('learners.csv', learnersFile(childless));
    expect(placesOf(await own.bring())).toEqual(['import too-many-end']);
    expect(await custodiesOf(own)).toEqual(before);
    expect(countsOf(await own.bring({ allowEnding: true }))).toEqual({ 'custody-ended': 21 });
  });

  test('is left alone by a list without a column for guardians, and ended by an empty cell of one', async () => {
    const own = await openEmployer();
    await own.write('learners.csv', learnersFile([learner(1), learner(2)]));
    await own.bring();
    const before = await custodiesOf(own);
    const silent = LEARNER_COLUMNS.filter((it) => !/^g\d_/.test(it));
    await own.write('learners.csv', csv(silent, [learner(1), learner(2)]));
    expect(countsOf(await own.bring())).toEqual({});
    expect(await custodiesOf(own)).toEqual(before);
    await own.write('learners.csv', learnersFile([learner(1, { g1_source_id: '' }), learner(2)]));
    expect(countsOf(await own.bring())).toEqual({ 'custody-ended': 1 });
  });

  test('is left alone by a bundle without guardians, or without agents of anybody', async () => {
    const own = await openEmployer();
    const student = { userSourcedId: 'l1', role: 'student' };
    const parent = { userSourcedId: 'g1', role: 'parent' };
    const users = (agents: string): Cells[] => [
      { sourcedId: 'l1', agentSourcedIds: agents },
      { sourcedId: 'g1' },
    ];
    await writeBundle(own, users('g1'), [student, parent]);
    expect(countsOf(await own.bring())).toMatchObject({ 'custody-new': 1 });
    await writeBundle(own, users('g1'), [student]);
    expect(countsOf(await own.bring())).toEqual({});
    await writeBundle(own, users(''), [student, parent]);
    expect(countsOf(await own.bring())).toEqual({});
    expect(await custodiesOf(own)).toEqual(['l1 g1 guardian']);
  });
});
