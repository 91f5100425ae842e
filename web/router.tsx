import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  notFound,
  redirect,
} from '@tanstack/react-router';
import { bulkQuery } from './http/bulk.js';
import { POLICY_KINDS, policyVersionQuery, type PolicyKind } from './http/policies.js';
import { caseQuery, meQuery, tasksQuery } from './http/queries.js';
import { consultationQuery, consultationsQuery, talkQuery } from './http/slips.js';
import { unitServicesQuery } from './http/unit-services.js';
import { Frame } from './pages/frame.js';
import { NotFoundPage } from './pages/not-found-page.js';
import { PageError } from './pages/page-error.js';
import { PagePending } from './pages/page-pending.js';
import { parseCaseSearch } from './pages/case-search.js';

interface RouterContext {
  readonly queryClient: QueryClient;
}

const rootRoute = createRootRouteWithContext<RouterContext>()({
  component: Frame,
  notFoundComponent: NotFoundPage,
  errorComponent: PageError,
});

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/kirjaudu',
  validateSearch: (search: Record<string, unknown>): { takaisin?: string } => {
    const back = text(search['takaisin']);
    // Only a path of our own: never a way out of the origin. The server judges it again.
    return back !== undefined && /^\/[a-z]/.test(back) ? { takaisin: back } : {};
  },
  component: lazyRouteComponent(() => import('./pages/sign-in-page.js'), 'SignInPage'),
});

const accessibilityRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/saavutettavuus',
  component: lazyRouteComponent(() => import('./pages/accessibility-page.js'), 'AccessibilityPage'),
});

const privacyRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/tietosuoja',
  component: lazyRouteComponent(() => import('./pages/privacy-page.js'), 'PrivacyPage'),
});

/** Every page of a signed-in person. */
const staffRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'staff',
  beforeLoad: async ({ context, location }) => {
    const me = await context.queryClient.ensureQueryData(meQuery);
    if (me === null) {
      const search = location.pathname === '/' ? {} : { takaisin: location.href };
      throw redirect({ to: '/kirjaudu', search });
    }
    return { me };
  },
});

const homeRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/tehtavat', replace: true });
  },
});

const tasksRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/tehtavat',
  loader: ({ context }) => context.queryClient.ensureQueryData(tasksQuery),
  component: lazyRouteComponent(() => import('./pages/tasks-page.js'), 'TasksPage'),
});

const casesRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/asiat',
  validateSearch: parseCaseSearch,
  component: lazyRouteComponent(() => import('./pages/cases-page.js'), 'CasesPage'),
});

const caseRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/asiat/$ref',
  loader: ({ context, params }) => context.queryClient.ensureQueryData(caseQuery(params.ref)),
});

const caseOverviewRoute = createRoute({
  getParentRoute: () => caseRoute,
  path: '/',
  component: lazyRouteComponent(() => import('./pages/case/case-page.js'), 'CasePage'),
});

const timelineRoute = createRoute({
  getParentRoute: () => caseRoute,
  path: '/aikajana',
  component: lazyRouteComponent(() => import('./pages/case/timeline-page.js'), 'TimelinePage'),
});

const reportRoute = createRoute({
  getParentRoute: () => caseRoute,
  path: '/kertomus',
  component: lazyRouteComponent(() => import('./pages/case/report-page.js'), 'ReportPage'),
});

const plansRoute = createRoute({
  getParentRoute: () => caseRoute,
  path: '/suunnitelmat',
  component: lazyRouteComponent(() => import('./pages/case/plans-page.js'), 'PlansPage'),
});

const familyRoute = createRoute({
  getParentRoute: () => caseRoute,
  path: '/perhe',
  component: lazyRouteComponent(() => import('./pages/case/family-page.js'), 'FamilyPage'),
});

const registerRoute = createRoute({
  getParentRoute: () => caseRoute,
  path: '/luovutukset',
  component: lazyRouteComponent(() => import('./pages/case/register-page.js'), 'RegisterPage'),
});

const invitationRoute = createRoute({
  getParentRoute: () => caseRoute,
  path: '/kutsu/$meetingId',
  component: lazyRouteComponent(() => import('./pages/case/invitation-page.js'), 'InvitationPage'),
});

const actRoute = createRoute({
  getParentRoute: () => caseRoute,
  path: '/ilmoitus/$actId',
  component: lazyRouteComponent(() => import('./pages/case/outside-act-page.js'), 'OutsideActPage'),
});

const actCopyRoute = createRoute({
  getParentRoute: () => caseRoute,
  path: '/ilmoitus/$actId/tuloste/$numero',
  component: lazyRouteComponent(() => import('./pages/case/printed-form-page.js'), 'PrintedFormPage'),
});

const commandRoute = createRoute({
  getParentRoute: () => caseRoute,
  path: '/$komento',
  validateSearch: (search: Record<string, unknown>): { kohde?: string } => {
    const part = text(search['kohde']);
    return part === undefined ? {} : { kohde: part };
  },
  component: lazyRouteComponent(() => import('./pages/commands/command-page.js'), 'CommandPage'),
});

const startRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/aloita',
  component: lazyRouteComponent(() => import('./pages/start/start-frame.js'), 'StartFrame'),
});

const startIndexRoute = createRoute({
  getParentRoute: () => startRoute,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/aloita/$kohta', params: { kohta: 'ennen' }, replace: true });
  },
});

const startStepRoute = createRoute({
  getParentRoute: () => startRoute,
  path: '/$kohta',
  // The last page outlives a reload: it carries the case's reference, or the key of a command that waits.
  validateSearch: (search: Record<string, unknown>): { asia?: string; avain?: string } => {
    const [ref, key] = [text(search['asia']), text(search['avain'])];
    return { ...(ref === undefined ? {} : { asia: ref }), ...(key === undefined ? {} : { avain: key }) };
  },
  component: lazyRouteComponent(() => import('./pages/start/start-page.js'), 'StartPage'),
});

const consultationsRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/neuvot',
  loader: ({ context }) => context.queryClient.ensureQueryData(consultationsQuery),
  component: lazyRouteComponent(
    () => import('./pages/consultations/consultations-page.js'),
    'ConsultationsPage',
  ),
});

const consultationRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/neuvot/$id',
  loader: ({ context, params }) => context.queryClient.ensureQueryData(consultationQuery(params.id)),
  component: lazyRouteComponent(
    () => import('./pages/consultations/consultation-page.js'),
    'ConsultationPage',
  ),
});

const talkRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/keskustelupyynnot/$id',
  loader: ({ context, params }) => context.queryClient.ensureQueryData(talkQuery(params.id)),
  component: lazyRouteComponent(() => import('./pages/talks/talk-page.js'), 'TalkPage'),
});

const askRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/kysy-neuvoa',
  component: lazyRouteComponent(() => import('./pages/consultations/ask-page.js'), 'AskPage'),
});

const supervisionRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/seuranta',
  validateSearch: (search: Record<string, unknown>): { koulu?: string } => {
    const school = text(search['koulu']);
    return school === undefined ? {} : { koulu: school };
  },
  component: lazyRouteComponent(() => import('./pages/supervision/supervision-page.js'), 'SupervisionPage'),
});

/** Pages of an administrator; the API refuses whoever is none. */
const settingsRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/asetukset',
  component: lazyRouteComponent(() => import('./pages/admin/rules-page.js'), 'RulesPage'),
});

const versionParams = {
  parse: ({ laji, ...rest }: { laji: string; nimi: string; id: string }) => {
    const kind = POLICY_KINDS.find((known) => known === laji);
    if (kind === undefined) throw notFound();
    return { ...rest, laji: kind };
  },
  stringify: (params: { laji: PolicyKind; nimi: string; id: string }) => params,
};

const versionRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/asetukset/$laji/$nimi/$id',
  params: versionParams,
  loader: ({ context, params }) =>
    context.queryClient.ensureQueryData(policyVersionQuery(params.laji, params.nimi, params.id)),
  component: lazyRouteComponent(() => import('./pages/admin/version-page.js'), 'VersionPage'),
});

const rolloutsRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/asetukset/siirrot',
  component: lazyRouteComponent(() => import('./pages/admin/rollouts-page.js'), 'RolloutsPage'),
});

const rolloutRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/asetukset/siirrot/$id',
  loader: ({ context, params }) => context.queryClient.ensureQueryData(bulkQuery(params.id)),
  component: lazyRouteComponent(() => import('./pages/admin/rollout-page.js'), 'RolloutPage'),
});

const newRolloutRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/asetukset/siirrot/uusi/$laji/$nimi/$id',
  params: versionParams,
  loader: ({ context, params }) =>
    context.queryClient.ensureQueryData(policyVersionQuery(params.laji, params.nimi, params.id)),
  component: lazyRouteComponent(() => import('./pages/admin/rollout-new-page.js'), 'RolloutNewPage'),
});

const servicesRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/asetukset/palvelut',
  component: lazyRouteComponent(() => import('./pages/admin/services-page.js'), 'ServicesPage'),
});

const unitServicesRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/asetukset/palvelut/$id',
  loader: ({ context, params }) => context.queryClient.ensureQueryData(unitServicesQuery(params.id)),
  component: lazyRouteComponent(() => import('./pages/admin/unit-services-page.js'), 'UnitServicesPage'),
});

const addresseesRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/asetukset/osoitteet',
  component: lazyRouteComponent(() => import('./pages/admin/addressees-page.js'), 'AddresseesPage'),
});

const routeTree = rootRoute.addChildren([
  signInRoute,
  accessibilityRoute,
  privacyRoute,
  staffRoute.addChildren([
    homeRoute,
    tasksRoute,
    casesRoute,
    caseRoute.addChildren([
      caseOverviewRoute,
      timelineRoute,
      reportRoute,
      plansRoute,
      familyRoute,
      registerRoute,
      invitationRoute,
      actRoute,
      actCopyRoute,
      commandRoute,
    ]),
    startRoute.addChildren([startIndexRoute, startStepRoute]),
    consultationsRoute,
    consultationRoute,
    askRoute,
    talkRoute,
    supervisionRoute,
    settingsRoute,
    versionRoute,
    rolloutsRoute,
    rolloutRoute,
    newRolloutRoute,
    servicesRoute,
    unitServicesRoute,
    addresseesRoute,
  ]),
]);

/** Every address of the app, typed. */
export function makeRouter(queryClient: QueryClient) {
  return createRouter({
    routeTree,
    context: { queryClient },
    defaultPreload: 'intent',
    defaultPendingComponent: PagePending,
    defaultErrorComponent: PageError,
    defaultNotFoundComponent: NotFoundPage,
    scrollRestoration: true,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
