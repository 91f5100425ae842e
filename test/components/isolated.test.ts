import { describe, expect, test } from '@jest/globals';
import { isolated } from '../../web/language/isolated.js';

describe('a name inside a line', () => {
  test('of our own direction stays as it is', () => {
    expect(isolated("D'Arcy O'Neill")).toBe("D'Arcy O'Neill");
    expect(isolated('Áilu Guttorm')).toBe('Áilu Guttorm');
  });

  test('of another direction is kept apart from what follows it', () => {
    expect(isolated('ليلى حسن')).toBe('\u2068ليلى حسن\u2069');
  });
});
