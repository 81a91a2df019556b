import { StrictEmitter } from './strict.ts'

/** `powerMonitor`: nothing happens by itself; tests emit. */
export class PowerMonitor extends StrictEmitter {
  static override standinName = 'powerMonitor'
  static override standinEvents: ReadonlySet<string> = new Set([
    'suspend',
    'resume',
    'lock-screen',
    'unlock-screen',
    'on-ac',
    'on-battery',
    'shutdown',
    'user-did-become-active',
    'user-did-resign-active',
  ])

  onBatteryPower = false

  isOnBatteryPower(): boolean {
    return this.onBatteryPower
  }

  getSystemIdleTime(): number {
    return 0
  }

  getSystemIdleState(idleThreshold: number): 'active' {
    if (!(idleThreshold > 0)) throw new TypeError('Invalid idle threshold, must be greater than 0')
    return 'active'
  }
}

/** The only one. */
export const powerMonitor = new PowerMonitor()
