/** Something that whoever started us can mend: what happened, and a way out. Told without a stack trace. */
export class Problem extends Error {
  constructor(whatHappened, wayOut) {
    super(`${whatHappened}\n  Way out: ${wayOut}`);
  }
}

/** Tells why a process ends, and ends it. With LOG_LEVEL=debug, the whole failure. */
export function endWith(failure) {
  console.error(
    failure instanceof Problem ? failure.message : `Rinnalla could not start: ${failure.message}`,
  );
  if (process.env.LOG_LEVEL === 'debug') console.error(failure);
  process.exit(1);
}
