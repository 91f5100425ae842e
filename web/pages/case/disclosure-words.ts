import type { TFunction } from 'i18next';
import type { DisclosureAnswer } from '../../../api/contracts/annex.js';

/* What an entry of the list of disclosures says, in words: those that were written, else what the act itself tells. */

/** To whom: as it was written, the receiving school, or the profession whose advice was asked. */
export function recipientOf(t: TFunction, row: DisclosureAnswer): string | undefined {
  return row.recipient ?? (row.recipientRole && t(`codes.role.${row.recipientRole}`));
}

/** What was given. */
export function whatOf(t: TFunction, row: DisclosureAnswer): string | undefined {
  return row.what ?? (row.package && t(`codes.transferPackage.${row.package}`));
}

/** Why it was given. */
export function reasonOf(t: TFunction, row: DisclosureAnswer): string | undefined {
  return row.reason ?? (row.reasonCode && t(`codes.disclosureReason.${row.reasonCode}`));
}
