import type { Delivery } from '../../src/shared/domain/service-request.ts'

const rank: Record<Delivery, number> = { rejected: 0, 'saved-here': 0, sent: 1, received: 2 }

/** A case goes *Guardado aquí → Enviado → Recibido* and never back, whatever dies in between. */
export interface DeliveryOrder {
  seen(serviceRequestId: string, delivery: Delivery): void
  readonly wentBack: readonly string[]
}

export function watchDeliveries(): DeliveryOrder {
  const furthest = new Map<string, Delivery>()
  const wentBack: string[] = []
  return {
    wentBack,
    seen(serviceRequestId, delivery) {
      const before = furthest.get(serviceRequestId)
      if (before !== undefined && rank[delivery] < rank[before])
        wentBack.push(`${serviceRequestId}: ${before} → ${delivery}`)
      else furthest.set(serviceRequestId, delivery)
    },
  }
}
