import { expect, test } from '@jest/globals';
import { Lingering } from '../../api/commands/lingering.js';

type Sent = { readonly kind: 'decided' | 'refused' | 'unknown' };

/** A send whose answer the test gives when it likes. */
function held() {
  let answer: (sent: Sent) => void = () => {};
  const answered = new Promise<Sent>((resolve) => {
    answer = resolve;
  });
  return { send: () => answered, answer: (kind: Sent['kind']) => answer({ kind }) };
}

const AT_ONCE = 1;
const CASE = 'a case';

/** Gives to a case, and notes what was sent and what came of it when nobody waited at the door any more. */
function door(lingering: Lingering) {
  const noted: string[] = [];
  const give = (name: string, send: () => Promise<Sent>, ms: number) =>
    lingering.within(CASE, ms, {
      id: name,
      send: () => {
        noted.push(`${name} sent`);
        return send();
      },
      late: async ({ kind }) => {
        noted.push(`${name} ${kind}`);
      },
    });
  return { give, noted };
}

const done = async (): Promise<Sent> => ({ kind: 'decided' });
const patience = 10_000;

test('an answer in time is the answer', async () => {
  const { give, noted } = door(new Lingering());
  expect(await give('first', done, patience)).toEqual({ kind: 'decided' });
  expect(noted).toEqual(['first sent']);
});

test('a send that is not answered in time goes on, and what it comes to is seen to', async () => {
  const lingering = new Lingering();
  const { give, noted } = door(lingering);
  const slow = held();
  expect(await give('slow', slow.send, AT_ONCE)).toBeNull();
  expect(lingering.goesOn(CASE)).toBe(true);
  slow.answer('refused');
  expect(await give('next', done, patience)).toEqual({ kind: 'decided' });
  expect(noted).toEqual(['slow sent', 'slow refused', 'next sent']);
  expect(lingering.goesOn(CASE)).toBe(false);
});

test('nothing overtakes a command whose sender was told that it will be done', async () => {
  const { give, noted } = door(new Lingering());
  const [slow, second] = [held(), held()];
  await give('slow', slow.send, AT_ONCE);
  expect(await give('second', second.send, AT_ONCE)).toBeNull();
  const third = give('third', done, patience);
  expect(noted).toEqual(['slow sent']);
  slow.answer('decided');
  second.answer('decided');
  expect(await third).toEqual({ kind: 'decided' });
  expect(noted).toEqual(['slow sent', 'slow decided', 'second sent', 'second decided', 'third sent']);
});

test('what follows a command without an answer is left to the sweeper, which keeps the order', async () => {
  const { give, noted } = door(new Lingering());
  const slow = held();
  await give('slow', slow.send, AT_ONCE);
  slow.answer('unknown');
  expect(await give('next', done, patience)).toBeNull();
  expect(noted).toEqual(['slow sent']);
});

test('a store that is gone when the answer comes late leaves what follows to the sweeper', async () => {
  const lingering = new Lingering();
  const slow = held();
  const late = () => Promise.reject(new Error('the store is gone'));
  await lingering.within(CASE, AT_ONCE, { id: 'slow', send: slow.send, late });
  slow.answer('decided');
  expect(await door(lingering).give('next', done, patience)).toBeNull();
});

test('an engine that is behind is not pushed further: what comes on top is kept and not sent', async () => {
  const lingering = new Lingering();
  const slow = held();
  const sending = { id: 'slow', send: slow.send, late: () => Promise.resolve() };
  await Promise.all(Array.from({ length: 200 }, (_, n) => lingering.within(`case ${n}`, AT_ONCE, sending)));
  const { give, noted } = door(lingering);
  expect(await give('one more', done, patience)).toBeNull();
  expect(noted).toEqual([]);
  slow.answer('decided');
  await lingering.ended();
  expect(await give('another', done, patience)).toEqual({ kind: 'decided' });
});

test('what was sent is known as sent, until it came to nothing', async () => {
  const lingering = new Lingering();
  const { give } = door(lingering);
  const [slow, lost] = [held(), held()];
  const answered = give('slow', slow.send, patience);
  expect([lingering.isSent('slow'), lingering.isSent('never given')]).toEqual([true, false]);
  slow.answer('decided');
  await answered;
  expect(lingering.isSent('slow')).toBe(true);
  await give('lost', lost.send, AT_ONCE);
  expect(lingering.isSent('lost')).toBe(true);
  lost.answer('unknown');
  await lingering.ended();
  expect(lingering.isSent('lost')).toBe(false);
});
