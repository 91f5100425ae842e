import { useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { CommandAnswerBody, CommandPending } from '../../api/contracts/answers.js';
import type { CaseCommandInput, RaiseConcernInput } from '../../api/contracts/commands.js';
import { statusOf } from './problem.js';
import { request } from './request.js';

/** What became of a command: done in both stores, or kept and to be done. */
export type Outcome =
  | { readonly kind: 'done'; readonly answer: CommandAnswerBody }
  | { readonly kind: 'pending'; readonly key: string };

/** Everything a command may have changed is read again. */
export async function forgetWhatChanged(queryClient: QueryClient): Promise<void> {
  await Promise.all(
    [['case'], ['cases'], ['tasks'], ['supervision'], ['staff']].map((queryKey) =>
      queryClient.invalidateQueries({ queryKey }),
    ),
  );
}

async function send(path: string, body: CaseCommandInput | RaiseConcernInput, key: string): Promise<Outcome> {
  const { status, body: answer } = await request<CommandAnswerBody | CommandPending>(path, {
    method: 'POST',
    body,
    key,
  });
  return status === 202 || 'status' in answer ? { kind: 'pending', key } : { kind: 'done', answer };
}

/**
 * Sends a command under one key for the life of the form.
 *
 * 1. A second press, or a new try after a lost connection, is the same command.
 * 2. After a "no" that is final for this key (4xx) the next try gets a new key, because its body will differ.
 */
export function useSendCommand<B extends CaseCommandInput | RaiseConcernInput>(path: string) {
  const queryClient = useQueryClient();
  const [key, setKey] = useState(() => crypto.randomUUID());
  return useMutation({
    mutationFn: (body: B) => send(path, body, key),
    onError: (error) => {
      const status = statusOf(error);
      if (status !== null && status < 500 && status !== 429) setKey(crypto.randomUUID());
    },
    onSuccess: (outcome) => (outcome.kind === 'done' ? forgetWhatChanged(queryClient) : undefined),
  });
}
