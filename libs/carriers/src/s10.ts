const WEIGHTS = [8, 6, 4, 2, 3, 5, 9, 7];

/** Whether a postal number (two letters, eight digits, a check digit, two letters) adds up: UPU S10. */
export function isS10(number: string): boolean {
  if (!/^[A-Z]{2}\d{9}[A-Z]{2}$/.test(number)) return false;
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * Number(number[2 + at]), 0);
  const left = 11 - (sum % 11);
  return Number(number[10]) === (left === 10 ? 0 : left === 11 ? 5 : left);
}
