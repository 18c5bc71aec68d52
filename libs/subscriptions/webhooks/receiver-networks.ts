import ipaddr from 'ipaddr.js'

/**
 * Which addresses may be delivered to: public ones over https, and what the operator named of others, over http too.
 * It is asked of the address that is connected to, since a name may lead to another one than when it was registered.
 */
export class ReceiverNetworks {
  readonly #named: readonly ReturnType<typeof ipaddr.parseCIDR>[]

  /** Networks as CIDR that may be delivered to though they are not public. */
  constructor(named: readonly string[] = []) {
    this.#named = named.map((cidr) => ipaddr.parseCIDR(cidr))
  }

  /** Whether there is anything that may be delivered to without encryption. */
  get hasNamed(): boolean {
    return this.#named.length > 0
  }

  allows(address: string, { isEncrypted }: { readonly isEncrypted: boolean }): boolean {
    if (!ipaddr.isValid(address)) return false
    if (this.#isNamed(address)) return true
    return isEncrypted && isPublic(address)
  }

  /** An IPv4 address within an IPv6 one is what is connected to. */
  #isNamed(address: string): boolean {
    const parsed = ipaddr.process(address)
    return this.#named.some(([network, bits]) => parsed.kind() === network.kind() && parsed.match(network, bits))
  }
}

/** What is given out of IPv6 up to now; the rest holds old ways of writing an IPv4 address too. */
const globalUnicast = ipaddr.parseCIDR('2000::/3')

/** Loopback, private, link-local, multicast, carrier-grade and all that maps IPv4 into IPv6 are not. */
const isPublic = (address: string): boolean => {
  const parsed = ipaddr.parse(address)
  return parsed.range() === 'unicast' && (parsed.kind() === 'ipv4' || parsed.match(...globalUnicast))
}
