import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useLink } from '../../../app/link-context.ts'
import type { Overview } from './knowledge-state.ts'

const key = ['publishing.overview'] as const

/** Asked again whenever it comes on the screen: other leads write too. */
export function useOverview() {
  const link = useLink()
  return useQuery<Overview>({
    queryKey: key,
    queryFn: () => link.request('publishing.overview', {}),
    staleTime: 0,
    refetchOnMount: 'always',
  })
}

export function useForgetOverview(): () => void {
  const answers = useQueryClient()
  return () => void answers.invalidateQueries({ queryKey: key })
}
