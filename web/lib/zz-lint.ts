import { roles } from '../../api/contract/roles.ts'
import { f } from '../../api/authz.ts'
document.body.innerHTML = String(roles) + String(f)
