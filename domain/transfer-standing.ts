import type { Transfer } from './annex.js';

/** A transfer that goes on: neither taken over nor called off. */
export function isUnderWay({
  acceptedOn,
  cancelledOn,
}: {
  readonly acceptedOn: unknown;
  readonly cancelledOn?: unknown;
}): boolean {
  return acceptedOn === null && cancelledOn === undefined;
}

/** The student welfare data went, and the receiver has not taken over: the sender stays (S001). */
export function awaitsReceiver(transfer: Transfer): boolean {
  return transfer.welfareSentOn !== null && isUnderWay(transfer);
}

/** Planned and not called off: the learner is on the way elsewhere, or has gone. */
export function isPlanned({ cancelledOn }: Transfer): boolean {
  return cancelledOn === undefined;
}
