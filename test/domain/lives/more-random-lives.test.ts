import { describe } from '@jest/globals';
import { leadHalf } from './half-of-the-lives.js';

describe('Whatever else people try, and whatever the clock does', () => {
  leadHalf(19_950_320);
});
