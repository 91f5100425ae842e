import { DefaultFailureConverter } from '@temporalio/common';

/** Messages and stack traces travel inside the payload, where the codec reaches them. */
export const failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true });
