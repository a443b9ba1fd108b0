import { CloseButton, Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import { show } from '../app/screen.ts'

/** A window over the desk that Escape closes. At once and lightly shaded: a ringing call stays in sight. */
export function Window(props: {
  opened: boolean
  title: string
  closeWords: string
  size?: number
  children: ReactNode
}) {
  return (
    <Modal
      opened={props.opened}
      onClose={close}
      withCloseButton={false}
      size={props.size ?? 'md'}
      lockScroll={false}
      transitionProps={{ duration: 0 }}
      overlayProps={{ backgroundOpacity: 0.3 }}
    >
      <div className="window-head">
        <Modal.Title>{props.title}</Modal.Title>
        <CloseButton aria-label={props.closeWords} onClick={close} />
      </div>
      {props.children}
    </Modal>
  )
}

const close = () => show({ overlay: null })
