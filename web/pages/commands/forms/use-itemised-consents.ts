import type { CaseAnswer } from '../../../../api/contracts/cases.js';
import { CONSENT_SOURCES } from '../../../../domain/codes.js';
import { isConsented } from '../../../../domain/consent.js';
import type { Choice } from '../../../components/choice.js';
import { useMemberChoices } from './use-member-choices.js';
import { useTransferChoices } from './use-transfer-choices.js';

/**
 * Itemised consents that something can have been given by, as choices `of/id`: also one that ended since, because what
 * was given before is recorded all the same.
 */
export function useItemisedConsents(view: CaseAnswer): Choice[] {
  const members = useMemberChoices(view, ({ external, consent, stood }) => {
    const wasGiven = isConsented(consent) || consent === 'withdrawn' || consent === 'expired';
    return external !== undefined && (wasGiven || stood !== undefined);
  });
  const transfers = useTransferChoices(view, ({ items }) => items.length > 0);
  const among = { member: members, transfer: transfers };
  return CONSENT_SOURCES.flatMap((of) => among[of].map((one) => ({ ...one, value: `${of}/${one.value}` })));
}

/** The consent that was chosen; none where there was none to choose. */
export function consentChosen(value: string | undefined) {
  const [of, id] = (value ?? '').split('/');
  const source = CONSENT_SOURCES.find((one) => one === of);
  return source === undefined || id === undefined ? {} : { consent: { of: source, id } };
}
