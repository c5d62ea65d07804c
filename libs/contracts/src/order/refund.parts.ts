import { IsInt, IsUUID, Min } from 'class-validator';

/** One refund, decided once for one return. */
export class RefundRef {
  @IsUUID() refundId!: string;
  @IsUUID() returnId!: string;
  @IsUUID() afterSaleId!: string;
  @IsUUID() orderId!: string;
  @IsInt() @Min(0) amountFen!: number;
}
