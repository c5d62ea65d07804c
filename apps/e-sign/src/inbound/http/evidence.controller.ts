import { Controller, Get, Inject } from '@nestjs/common';
import { Public } from '@cartrail/service-kit';
import { SIGNER, type Signer } from '../../application/ports.js';

@Controller('internal/evidence')
export class EvidenceController {
  constructor(@Inject(SIGNER) private readonly signer: Signer) {}

  /** Public halves only: whoever has a record may check it. */
  @Public()
  @Get('keys')
  keys(): object {
    return { keys: this.signer.publicKeys() };
  }
}
