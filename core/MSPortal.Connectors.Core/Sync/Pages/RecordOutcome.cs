namespace MSPortal.Connectors.Core.Sync.Pages;

/// <summary>What became of a received record. Each has exactly one.</summary>
public enum RecordOutcome
{
    /// <summary>New to us.</summary>
    Created,

    /// <summary>Something of it changed.</summary>
    Updated,

    /// <summary>As it was.</summary>
    Unchanged,

    /// <summary>Kept, but a person must decide something before it goes further.</summary>
    Held,

    /// <summary>Kept, but of a type that is ignored.</summary>
    Ignored,

    /// <summary>Can't be used.</summary>
    Rejected,

    /// <summary>In no container, or in one without a company; not kept.</summary>
    Unmapped,
}
