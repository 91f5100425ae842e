import type { CaseCommandInput } from '../../api/contracts/commands.js';
import { samplePerson } from '../../stack/sample-data.js';
import { learner } from './door.js';

const [curator, teacher] = [samplePerson('curator').id, samplePerson('homeroomTeacher').id];
const who = learner(11);
const guardianId = who.guardians[0]?.id ?? '';

type Type = CaseCommandInput['type'];
type Branches = { [T in Type]?: Omit<Extract<CaseCommandInput, { type: T }>, 'type'> };

/** The learner of the samples. */
export const sampleLearnerId = who.id;

/** A well-formed body of every command of the branches. Whether the state allows it is another question. */
export const samples = {
  'tell-learner': { way: 'phone' },
  'tell-guardian': { guardianId, way: 'phone' },
  'leave-guardian-untold': { guardianId, ground: 'investigation' },
  'withdraw-consent': { memberIds: ['m1'], by: who.id, byRole: 'learner', way: 'phone' },
  'assess-basis': { basis: 'OHL-22', note: 'Perustelu.' },
  'settle-conflict': { outcome: 'agreed' },
  'go-on-without-guardian': { guardianId, reason: 'no-answer' },
  'note-capacity': { capacity: 'with-guardian', grounds: 'Arvio.' },
  'prohibit-guardian': { guardianId, scope: 'information', grounds: 'Arvio.' },
  'lift-prohibition': { prohibitionId: 'p1', reason: 'grounds-ended' },
  'confirm-prohibition': { prohibitionId: 'p1' },
  'agree-contact-ways': { personId: who.id, channels: ['phone'], never: ['letter'] },
  'invite-by-hand': { meetingId: 'k1', way: 'in-person' },
  'propose-joint-contact': { with: 'guardian' },
  'record-joint-contact': { failure: 'impossible', criteriaMet: false },
  'report-to-police': {
    addressee: 'Poliisi',
    channel: 'phone',
    reason: 'Epäily.',
    suspicion: 'sexual-offence',
  },
  'report-unborn-child': { addressee: 'Sosiaalipalvelut', channel: 'phone', reason: 'Huoli.' },
  'guide-to-services': { service: 'youth-work', withConsent: true },
  'note-need': { need: 'primary-care' },
  'record-response': { dutyId: 'd1', response: 'done' },
  'print-form': { actId: 'x1', shown: '0'.repeat(64) },
  'ask-advice': { role: 'psychologist', told: 'Kysymys.' },
  'record-advice': { adviceId: 'v1' },
  'record-disclosure': {
    recipient: 'Vastaanottaja',
    what: 'Tieto',
    ground: 'authority-request',
    reason: 'Pyyntö',
    way: 'document',
  },
  'record-causes': { causes: 'Syyt.', withGuardian: true },
  'record-turn': { kind: 'hospital-school', from: '2026-11-02' },
  'end-turn': { turnId: 't1' },
  'plan-support': { what: 'Tuki.' },
  'plan-return': { steps: [{ on: '2099-01-08', what: 'Askel.', ownerId: teacher, side: 'school' }] },
  'complete-return-step': { stepId: 's1' },
  'change-service': { to: 'hospital-school', tried: 'Muuta.' },
  'plan-transfer': { kind: 'school', movesOn: '2099-01-08' },
  'record-transfer-consent': {
    transferId: 'r1',
    answer: 'refused',
    by: who.id,
    byRole: 'learner',
    way: 'signed',
  },
  'send-package': { transferId: 'r1', package: 'teaching' },
  'confirm-transfer': { transferId: 'r1' },
  'cancel-transfer': { transferId: 'r1', reason: 'not-moving' },
  'write-entry': { part: 'note', text: 'Merkintä.' },
  'correct-entry': { entryId: 'e1', text: 'Oikaisu.' },
  'publish-entries': { entryIds: ['e1'], toIds: [who.id] },
  'contact-other-side': { way: 'phone' },
  'share-situation': { parts: [{ part: 'services', text: 'Kuva.' }] },
  'divide-responsibilities': {
    tasks: [{ task: 'coordinates-services', side: 'county', personId: curator }],
  },
  'pause-duty': { dutyId: 'd1', reason: 'workplace-closed' },
  'resume-duty': { dutyId: 'd1' },
  'set-due-date': { dutyId: 'd1', dueOn: '2099-01-08', reason: 'Sovittu.' },
  'break-glass': { reasonCode: 'immediate-danger', reason: 'Hätä.' },
  'review-glass': { glassId: 'g1', finding: 'justified', note: 'Oli perusteltu.' },
} as const satisfies Branches;

/** The samples as a client sends them. */
export const sampleCommands = Object.entries(samples).map(([type, body]) => ({ type, ...body }));
