import { queryOptions } from '@tanstack/react-query';
import type { ConsentLinkAnswer, ConsentPreviewAnswer } from '../../api/contracts/consent-links.js';
import { get } from './request.js';

/* Reads of questions that go out by link. A command on the case invalidates `['case', …]`. */

export function consentLinksQuery(id: string) {
  return queryOptions({
    queryKey: ['case', id, 'consent-links'],
    queryFn: async ({ signal }) =>
      (await get<{ items: ConsentLinkAnswer[] }>(`/cases/${encodeURIComponent(id)}/consent-links`, signal))
        .items,
  });
}

/** What is asked of one person, as the preview wants it. */
export interface PreviewWish {
  readonly personId: string;
  readonly memberIds: readonly string[];
  readonly items: readonly string[];
  readonly channel: string;
}

export function consentPreviewOf(id: string, { personId, memberIds, items, channel }: PreviewWish) {
  const params = new URLSearchParams({ personId, channel });
  for (const member of memberIds) params.append('memberIds', member);
  for (const item of items) params.append('items', item);
  const key = params.toString();
  return queryOptions({
    queryKey: ['case', id, 'consent-preview', key],
    queryFn: ({ signal }) =>
      get<ConsentPreviewAnswer>(`/cases/${encodeURIComponent(id)}/consent-preview?${key}`, signal),
    retry: false,
  });
}
