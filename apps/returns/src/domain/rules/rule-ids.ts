/** The rules of return law a decision can name (R-01 to R-17 of the domain rules, §3.1). */
export type RuleId =
  | 'R-01'
  | 'R-02'
  | 'R-03'
  | 'R-04'
  | 'R-05'
  | 'R-06'
  | 'R-07'
  | 'R-08'
  | 'R-09'
  | 'R-10'
  | 'R-11'
  | 'R-12'
  | 'R-13'
  | 'R-14'
  | 'R-15'
  | 'R-16'
  | 'R-17'
  /** At most so many applications per item (§3.8). */
  | 'MAX-APPLICATIONS';
