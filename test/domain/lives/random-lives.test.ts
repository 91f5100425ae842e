import { describe } from '@jest/globals';
import { leadHalf } from './half-of-the-lives.js';

describe('Whatever people try, and whatever the clock does', () => {
  leadHalf(20_261_123);
});
