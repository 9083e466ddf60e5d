namespace MSPortal.Connectors.Core.Staging;

/// <summary>Where a staged device stands on its way into the inventory.</summary>
public enum StagedStatus
{
    /// <summary>Can be imported.</summary>
    New,

    /// <summary>Imported, but the record has news that the inventory does not have yet.</summary>
    Changed,

    /// <summary>In the inventory, up to date.</summary>
    Imported,

    /// <summary>The last import of it failed; it can be tried again.</summary>
    Failed,

    /// <summary>Its type is ignored.</summary>
    Ignored,

    /// <summary>Its type is mapped to no device type.</summary>
    TypeUnmapped,

    /// <summary>It was imported, but its container is mapped to no company any more.</summary>
    ContainerUnmapped,

    /// <summary>
    /// It was imported, but the vendor now has it in a container of another company: nothing moves until somebody says so. Or
    /// it is new, and its container's company is in doubt, or which device its serial number belongs to. Or another record has
    /// taken its place, and yet the vendor reports it again.
    /// </summary>
    Held,

    /// <summary>The vendor did not report it in two complete syncs.</summary>
    NotSeen,
}
