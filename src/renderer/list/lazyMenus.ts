/** Opens the choice of a view. */
export function openViews(): void {
  void import('./viewMenu.ts').then(({ openViewMenu }) => openViewMenu())
}

/** Opens the choice of groups and order. */
export function openArrange(): void {
  void import('./arrangeMenu.ts').then(({ openArrangeMenu }) => openArrangeMenu())
}

/** Opens what the list can be filtered by. */
export function openAddFilter(): void {
  void import('./filterMenu.ts').then(({ openFilterMenu }) => openFilterMenu())
}
