namespace MSPortal.Connectors.Core.Tenancy;

/// <summary>Who asks for an action, and in which tenant.</summary>
/// <param name="Tenant">The tenant whose rows the action sees.</param>
/// <param name="Name">Who it is, for the audit log: an e-mail address, a token's name, or "Sync".</param>
/// <param name="Role">What they may do.</param>
/// <param name="Through">Which way the request came.</param>
public sealed record Actor(TenantId Tenant, string Name, Role Role, Channel Through)
{
    /// <summary>The product itself, at work for a tenant.</summary>
    public static Actor System(TenantId tenant) => new(tenant, "Sync", Role.Owner, Channel.Sync);

    /// <summary>Is told of each refusal, so that no action has to think of it; null where somebody else sees them.</summary>
    public IRefusalWitness? Witness { get; init; }

    /// <summary>A refusal when the actor lacks the permission; null when all is well.</summary>
    public NotAllowed? Lacks(Permission permission) => Role.May(permission) ? null : Refuse(permission);

    /// <summary>A refusal for the lack of a permission.</summary>
    public NotAllowed Refuse(Permission permission)
    {
        Witness?.Refused(this, permission);
        return new NotAllowed(Name, permission);
    }
}

/// <summary>Which way a request came.</summary>
public enum Channel
{
    /// <summary>The web pages.</summary>
    Ui,

    /// <summary>The REST API.</summary>
    Api,

    /// <summary>The product's own jobs.</summary>
    Sync,

    /// <summary>The host's command line.</summary>
    Cli,
}

/// <summary>Sees what actors are refused.</summary>
public interface IRefusalWitness
{
    /// <summary>Takes note; must not wait.</summary>
    void Refused(Actor actor, Permission permission);
}

/// <summary>The actor's role does not allow it.</summary>
public sealed record NotAllowed(string Name, Permission Permission) : Refusal(
    RefusalKind.Forbidden,
    "not_allowed",
    $"{Name} may not do this: it needs the permission {Permission}.",
    "Ask an owner of your organisation, or an admin if you are none.");
