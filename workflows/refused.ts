import { ApplicationFailure } from '@temporalio/workflow';
import type { Refusal } from '../domain/refusals.js';
import type { SlipRefusal } from '../domain/slips/slip.js';
import { REFUSED, type RefusalDetail } from './messages.js';

/** The only place where a refusal becomes a failure: the code is in the (encoded) details, the type says nothing. */
export function refused({ code, source }: Refusal | SlipRefusal): ApplicationFailure {
  const detail: RefusalDetail = { code, source };
  return ApplicationFailure.create({
    message: REFUSED,
    type: REFUSED,
    nonRetryable: true,
    details: [detail],
  });
}
