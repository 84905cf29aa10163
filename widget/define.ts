import { ReachProof } from './reach-proof.ts'

ReachProof.define()
