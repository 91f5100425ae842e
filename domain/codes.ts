/**
 * Closed lists of the branches of a case. Each code has its words in the translations; what the lists leave out is
 * not a turn that a case can take.
 */

/** Matters that are no case of student welfare: the door says where they belong (`domain.md` 2.2). */
export const REJECTED_TOPICS = [
  'staff-supervision',
  'class-order',
  'disciplinary-assessment',
  'support-decision',
  'crisis',
] as const;
export type RejectedTopic = (typeof REJECTED_TOPICS)[number];

/** Topics about which each guardian must be told (POL 29 §). One case per learner, never shared. */
export const VIOLENCE_TOPICS = ['bullying', 'harassment', 'violence'] as const;

/** What may be told to a member, item by item (OHL 19 §). */
export const CONSENT_ITEMS = [
  'concern',
  'absences',
  'learning',
  'wellbeing',
  'health',
  'family-situation',
  'report',
] as const;
export type ConsentItem = (typeof CONSENT_ITEMS)[number];

/** Where a member from outside student welfare works. */
export const EXTERNAL_ORGANISATIONS = [
  'family-social-work',
  'child-welfare',
  'child-psychiatry',
  'family-counselling',
  'youth-work',
  'police',
  'immigration-services',
  'close-person',
  'other-organisation',
] as const;
export type ExternalOrganisation = (typeof EXTERNAL_ORGANISATIONS)[number];

/** Why a guardian is not told, for now or at all. */
export const UNTOLD_GROUNDS = ['investigation', 'danger'] as const;
export type UntoldGround = (typeof UNTOLD_GROUNDS)[number];

/** On what a case goes on after a consent was taken back. */
export const LAWFUL_BASES = [
  'other-consents-stand',
  'teaching-side-only',
  'OHL-22',
  'SHL-35',
  'LSL-25',
  'nothing-left',
] as const;
export type LawfulBasis = (typeof LAWFUL_BASES)[number];

/** What a minor forbids a guardian (OHL 18 § 2). */
export const PROHIBITION_SCOPES = ['participation', 'information', 'both'] as const;
export type ProhibitionScope = (typeof PROHIBITION_SCOPES)[number];

export const LIFTING_REASONS = ['learner-agrees', 'against-interest', 'grounds-ended'] as const;
export type LiftingReason = (typeof LIFTING_REASONS)[number];

/** Who decides on consent in this matter, by age and development (OHL 18 §). */
export const CAPACITIES = ['learner-alone', 'with-guardian'] as const;
export type Capacity = (typeof CAPACITIES)[number];

/** Why the case goes on without the answer of a guardian (LHL 5 §). */
export const UNREACHED_REASONS = ['not-reached', 'ill-or-away', 'no-answer'] as const;
export type UnreachedReason = (typeof UNREACHED_REASONS)[number];

/** By which way people want to be reached, or must not be. */
export const CONTACT_CHANNELS = ['phone', 'text', 'e-mail', 'wilma', 'letter', 'in-person'] as const;
export type ContactChannel = (typeof CONTACT_CHANNELS)[number];

/** By which channel the family is asked for consent. Those of `LINK_CHANNELS` carry a link; the others are done by hand. */
export const ASK_CHANNELS = [
  'e-mail',
  'text',
  'wilma',
  'letter',
  'phone',
] as const satisfies readonly ContactChannel[];
export type AskChannel = (typeof ASK_CHANNELS)[number];
export const LINK_CHANNELS: ReadonlySet<AskChannel> = new Set<AskChannel>(['e-mail', 'text']);

/** How sure it is who answered by link: whoever has the link, or whoever also had a code from elsewhere. */
export const IDENTITY_LEVELS = ['link', 'link-and-staff-code', 'link-and-text-code'] as const;
export type IdentityLevel = (typeof IDENTITY_LEVELS)[number];

/** Why a joint contact did not come about (LSL 25 a §). */
export const JOINT_CONTACT_FAILURES = ['refused', 'impossible', 'unsuitable'] as const;
export type JointContactFailure = (typeof JOINT_CONTACT_FAILURES)[number];

/** On what a contact to social services is made without consent (SHL 35 § 1). */
export const WITHOUT_CONSENT_GROUNDS = ['unable-to-care', 'child-interest'] as const;
export type WithoutConsentGround = (typeof WITHOUT_CONSENT_GROUNDS)[number];

/** Whether the child is in danger now, as far as whoever reports knows. */
export const DANGERS = ['yes', 'no', 'unknown'] as const;
export type Danger = (typeof DANGERS)[number];

/** Languages that families speak, by their codes (ISO 639); those that are left out are `other-language`. */
export const SPOKEN_LANGUAGES = [
  'fi',
  'sv',
  'en',
  'se',
  'ar',
  'et',
  'fa',
  'ku',
  'ru',
  'so',
  'sq',
  'tr',
  'uk',
  'vi',
  'zh',
  'sign-language',
  'other-language',
] as const;
export type SpokenLanguage = (typeof SPOKEN_LANGUAGES)[number];

/** Into which language the family needs an interpreter (HL 26 §), or none. */
export const INTERPRETER_NEEDS = ['not-needed', ...SPOKEN_LANGUAGES] as const;
export type InterpreterNeed = (typeof INTERPRETER_NEEDS)[number];

/** Offences that the duty to report to the police is about (LSL 25 § 3). */
export const CRIME_SUSPICIONS = ['sexual-offence', 'life-or-health'] as const;
export type CrimeSuspicion = (typeof CRIME_SUSPICIONS)[number];

/** A need that starts a clock of somebody else, or the duty to guide. */
export const NEEDS = ['social-services', 'therapy', 'psychosocial-support', 'primary-care'] as const;
export type Need = (typeof NEEDS)[number];

/** What became of something that the other side owed. */
export const RESPONSES = ['done', 'not-needed', 'not-told', 'other-service'] as const;
export type Response = (typeof RESPONSES)[number];

/** Services that a child or family is guided to, or changed to. */
export const SERVICES = [
  'family-social-work',
  'family-counselling',
  'health-centre',
  'child-psychiatry',
  'youth-work',
  'special-teaching',
  'hospital-school',
  'flexible-education',
  'other-service',
] as const;
export type Service = (typeof SERVICES)[number];

/** On what secret data may be given to an outsider (`domain.md` 3.3). */
export const DISCLOSURE_GROUNDS = [
  'itemised-consent',
  'OHL-22-participants',
  'OHL-22-teaching',
  'OHL-19-advice',
  'OHL-16',
  'LSL-25',
  'LSL-25a',
  'LSL-25-police',
  'authority-request',
  'OHL-23-transfer',
  'POL-40',
  'data-subject',
] as const;
export type DisclosureGround = (typeof DISCLOSURE_GROUNDS)[number];

/** Who asked for what was given; `nobody`: it was given unasked. */
export const DISCLOSURE_ASKERS = [
  'nobody',
  'learner',
  'guardian',
  'recipient',
  'colleague',
  'other',
] as const;
export type DisclosureAsker = (typeof DISCLOSURE_ASKERS)[number];

/** What can give an itemised consent: a member from outside, or the data of a transfer. */
export const CONSENT_SOURCES = ['member', 'transfer'] as const;
export type ConsentSource = (typeof CONSENT_SOURCES)[number];

export const DISCLOSURE_WAYS = ['oral', 'document', 'view'] as const;
export type DisclosureWay = (typeof DISCLOSURE_WAYS)[number];

/** Turns that a road to school takes. */
export const TURN_KINDS = ['disciplinary-removal', 'exclusion', 'hospital-school'] as const;
export type TurnKind = (typeof TURN_KINDS)[number];

export const TRANSFER_KINDS = ['school', 'level', 'provider'] as const;
export type TransferKind = (typeof TRANSFER_KINDS)[number];

/** The two packages of a transfer: what teaching needs goes by law, student welfare data by consent only. */
export const TRANSFER_PACKAGES = ['teaching', 'welfare'] as const;
export type TransferPackage = (typeof TRANSFER_PACKAGES)[number];

/** Why a planned transfer is called off. */
export const CANCELLING_REASONS = ['not-moving', 'not-taken-over'] as const;
export type CancellingReason = (typeof CANCELLING_REASONS)[number];

/** Parts of the student welfare report (OHL 20 §). */
export const REPORT_PARTS = ['assessments', 'support', 'handling', 'note'] as const;
export type ReportPart = (typeof REPORT_PARTS)[number];
/** Without these a report of a meeting is not complete. Attendance, subject and initiator the case knows by itself. */
export const REQUIRED_PARTS = ['assessments', 'support', 'handling'] as const satisfies readonly ReportPart[];

/** Parts of the shared situation picture (S001). */
export const SITUATION_PARTS = [
  'strengths',
  'attendance',
  'services',
  'view-of-learner',
  'view-of-family',
] as const;
export type SituationPart = (typeof SITUATION_PARTS)[number];

/** What school and county divide between them in a network (S001). */
export const SHARED_TASKS = [
  'invites-network',
  'keeps-contact-with-family',
  'keeps-contact-with-learner',
  'follows-attendance',
  'coordinates-services',
] as const;
export type SharedTask = (typeof SHARED_TASKS)[number];

export const PAUSE_REASONS = [
  'learner-ill',
  'learner-away',
  'family-asked',
  'waits-for-authority',
  'workplace-closed',
] as const;
export type PauseReason = (typeof PAUSE_REASONS)[number];

/** Why somebody opens a case that is not theirs, in an emergency. */
export const GLASS_REASONS = ['immediate-danger', 'nobody-reached', 'authority-asks-now'] as const;
export type GlassReason = (typeof GLASS_REASONS)[number];

/** What a review of it found. */
export const GLASS_FINDINGS = ['justified', 'not-justified'] as const;
export type GlassFinding = (typeof GLASS_FINDINGS)[number];

/** How open duties move when a case comes under another rule set. */
export const ADOPTION_MODES = ['recompute', 'keep', 'earlier'] as const;
export type AdoptionMode = (typeof ADOPTION_MODES)[number];
