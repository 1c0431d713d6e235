"""Reviews (sơ kết, tổng kết): figures frozen when drafted, words written and approved by people."""
