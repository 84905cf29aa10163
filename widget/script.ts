// The one-file script: runs with and without `type="module"`, so it has neither imports nor exports once built.
import './define.ts'
