import FoundationEssentials

extension Error {
    /// What the system said about a file, in a few words.
    var reason: String {
        guard let error = self as? CocoaError else { return "\(self)" }
        return switch error.code {
        case .fileReadNoSuchFile: "there is no such file"
        case .fileReadNoPermission, .fileWriteNoPermission: "permission is denied"
        case .fileWriteVolumeReadOnly: "the disk is read-only"
        case .fileWriteOutOfSpace: "the disk is full"
        default: "it is not what it should be"
        }
    }
}
