import { getRouteApi, Navigate } from '@tanstack/react-router';
import type { ComponentType, ReactElement } from 'react';
import { NotFoundPage } from '../not-found-page.js';
import { BeforePage } from './before-page.js';
import { CheckPage } from './check-page.js';
import { DiscussedPage } from './discussed-page.js';
import { DonePage } from './done-page.js';
import { firstOpenStep, isStep, STEPS, useDraft, type Step } from './draft.js';
import { LearnerPage } from './learner-page.js';
import { RequestPage } from './request-page.js';
import { ResponsiblePage } from './responsible-page.js';
import { TopicPage } from './topic-page.js';

const route = getRouteApi('/staff/aloita/$kohta');

const PAGES: { readonly [S in Step]: ComponentType } = {
  ennen: BeforePage,
  oppija: LearnerPage,
  pyynto: RequestPage,
  aihe: TopicPage,
  keskusteltu: DiscussedPage,
  vastuu: ResponsiblePage,
  tarkista: CheckPage,
  valmis: DonePage,
};

/** The page that the address names, but never past an answer that is missing. */
export function StartPage(): ReactElement {
  const { kohta } = route.useParams();
  const { asia, avain } = route.useSearch();
  const { draft } = useDraft();
  if (!isStep(kohta)) return <NotFoundPage />;
  const finished = kohta === 'valmis' && (asia !== undefined || avain !== undefined);
  const open = firstOpenStep(draft);
  if (!finished && STEPS.indexOf(kohta) > STEPS.indexOf(open)) {
    return <Navigate to="/aloita/$kohta" params={{ kohta: draft.learner ? open : 'ennen' }} replace />;
  }
  const Page = PAGES[kohta];
  return <Page key={kohta} />;
}
