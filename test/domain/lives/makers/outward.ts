import { annexOf } from '../../../../domain/annex.js';
import {
  CRIME_SUSPICIONS,
  DISCLOSURE_GROUNDS,
  JOINT_CONTACT_FAILURES,
  NEEDS,
  RESPONSES,
} from '../../../../domain/codes.js';
import type { ContactDetails, OutsideDetails } from '../../../../domain/commands.js';
import { EXPECTATIONS } from '../../../../domain/rules.js';
import { addDays } from '../../../../domain/time/civil-date.js';
import type { Dice } from '../dice.js';
import { PEOPLE } from '../world.js';
import { TEXT, type Here, type Makers } from './maker.js';

function details(dice: Dice, { today }: Here): { readonly details?: OutsideDetails } {
  if (dice.chance(50)) return {};
  const told: OutsideDetails = {
    ...(dice.chance(50) ? { measuresTried: TEXT, homeCooperation: TEXT } : {}),
    ...(dice.chance(50) ? { followUpOn: addDays(today, 1 + dice.of(20)) } : {}),
    ...(dice.chance(30) ? { specialSupport: true } : {}),
    ...(dice.chance(30) ? { crimeSuspected: true } : {}),
    ...(dice.chance(20) ? { responsibleId: PEOPLE.nurse } : {}),
    ...(dice.chance(15) ? { togetherWith: [dice.one(Object.values(PEOPLE))] } : {}),
    ...(dice.chance(20) ? { household: TEXT, immediateDanger: 'unknown', interpreter: 'so' } : {}),
  };
  return { details: told };
}

const ACT = { addressee: 'county', channel: 'phone', reason: TEXT } as const;

/** Towards social services, police, health care, experts. */
export const OUTWARD: Makers<
  | 'contact-social-services'
  | 'report-child-welfare'
  | 'complete-outside-act'
  | 'propose-joint-contact'
  | 'record-joint-contact'
  | 'report-to-police'
  | 'report-unborn-child'
  | 'guide-to-services'
  | 'note-need'
  | 'record-response'
  | 'print-form'
  | 'ask-advice'
  | 'record-advice'
  | 'record-disclosure'
> = {
  'contact-social-services': (dice, here) => ({
    ...{ ...ACT, ...details(dice, here) },
    jointly: dice.one(['guardian', 'guardian', 'no-consent-ground']),
  }),
  'report-child-welfare': (dice, here) => ({ ...ACT, told: 'not-told', ...details(dice, here) }),
  'complete-outside-act': (dice, { state, today }) => ({
    actId: dice.idOf(state.acts),
    details: dice.one<OutsideDetails & ContactDetails>([
      { measuresTried: TEXT, homeCooperation: TEXT },
      { acknowledgedOn: today },
      { followUpOn: addDays(today, 5) },
      { followedUpOn: today },
      { specialSupport: true },
      { crimeSuspected: true },
      { whereabouts: TEXT },
      { hopedSupport: TEXT, measuresTried: TEXT, homeCooperation: TEXT },
      { withoutConsentGround: 'child-interest' },
      {},
    ]),
  }),
  'propose-joint-contact': () => ({ with: 'guardian' }),
  'record-joint-contact': (dice) => ({
    failure: dice.one(JOINT_CONTACT_FAILURES),
    criteriaMet: dice.chance(50),
  }),
  'report-to-police': (dice, here) => ({
    ...ACT,
    suspicion: dice.one(CRIME_SUSPICIONS),
    ...details(dice, here),
  }),
  'report-unborn-child': (dice, here) => ({ ...ACT, ...details(dice, here) }),
  'guide-to-services': (dice) => ({
    service: dice.one(['health-centre', 'family-social-work'] as const),
    withConsent: dice.chance(50),
  }),
  'note-need': (dice) => ({ need: dice.one(NEEDS) }),
  'record-response': (dice, { state }) => ({
    dutyId: dice.idOf(state.duties.filter((d) => EXPECTATIONS.has(d.kind))),
    response: dice.one(RESPONSES),
  }),
  'print-form': (dice, { state }) => ({ actId: dice.idOf(state.acts), copy: TEXT }),
  'ask-advice': () => ({ role: 'psychologist', told: TEXT }),
  'record-advice': (dice, { state }) => ({ adviceId: dice.idOf(annexOf(state).advice) }),
  'record-disclosure': (dice, { state }) => {
    const ground = dice.one(DISCLOSURE_GROUNDS);
    const said = { recipient: TEXT, what: TEXT, reason: TEXT, way: 'oral', ground } as const;
    if (ground !== 'itemised-consent') return said;
    const transfers = annexOf(state).transfers;
    const of = transfers.length > 0 && dice.chance(50) ? 'transfer' : 'member';
    return { ...said, consent: { of, id: dice.idOf(of === 'transfer' ? transfers : state.members) } };
  },
};
