import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toDeskError, type DeskErrorCode } from '../../../../../shared/errors.ts'
import { useLink } from '../../../app/link-context.ts'
import { saveFile } from '../../../ui/save-file.ts'

/** The signed bundle as a file, for desks that the network does not reach. */
export function ExportBundle() {
  const { t } = useTranslation()
  const link = useLink()
  const [said, setSaid] = useState('')
  const [failed, setFailed] = useState<DeskErrorCode | null>(null)
  const run = async () => {
    setSaid('')
    setFailed(null)
    try {
      const { fileName, text } = await link.request('publishing.export', {})
      saveFile(fileName, text, 'application/json')
      setSaid(t('knowledge.exported', { file: fileName }))
    } catch (thrown) {
      setFailed(toDeskError(thrown).code)
    }
  }
  return (
    <div className="knowledge-tool">
      <Button variant="default" onClick={() => void run()}>
        {t('knowledge.export')}
      </Button>
      <output>{said}</output>
      {failed && <p role="alert">{t(`failure.${failed}`)}</p>}
    </div>
  )
}
