namespace MSPortal.Connectors.Sdk.Errors;

/// <summary>An expected failure of a connector. Throw one of the three kinds; anything else counts as the connector's bug.</summary>
public abstract class ConnectorException : Exception
{
    private protected ConnectorException(string code, string message, string cure, Exception? inner)
        : base(message, inner)
    {
        Code = code;
        Cure = cure;
    }

    /// <summary>Stable code, lower snake case; one of <see cref="ErrorCodes"/> where one fits.</summary>
    public string Code { get; }

    /// <summary>What the admin or the operator can do about it.</summary>
    public string Cure { get; }

    /// <summary>The vendor's own identifier of the failed request, for its support; null when it gave none.</summary>
    public string? VendorRequestId { get; init; }
}

/// <summary>The vendor refuses the settings or credentials. The admin is asked for new ones; data is kept and marked stale.</summary>
/// <param name="code">Stable code.</param>
/// <param name="message">What happened and why, without secrets.</param>
/// <param name="cure">What to do.</param>
/// <param name="inner">What caused it; null for none.</param>
public sealed class SetupRefusedException(string code, string message, string cure, Exception? inner = null)
    : ConnectorException(code, message, cure, inner);

/// <summary>The vendor is down, slow, out of reach, or asks to slow down. The host tries again later; data is kept.</summary>
/// <param name="code">Stable code.</param>
/// <param name="message">What happened and why, without secrets.</param>
/// <param name="cure">What to do.</param>
/// <param name="inner">What caused it; null for none.</param>
public sealed class VendorUnavailableException(string code, string message, string cure, Exception? inner = null)
    : ConnectorException(code, message, cure, inner)
{
    /// <summary>How long the vendor asked to wait; null when it did not say. The host caps it.</summary>
    public TimeSpan? RetryAfter { get; init; }
}

/// <summary>The vendor's answer breaks its own contract. The source stops, data is kept, author and admin are told.</summary>
/// <param name="code">Stable code.</param>
/// <param name="message">What was expected and what came, without the vendor's data.</param>
/// <param name="cure">What to do.</param>
/// <param name="inner">What caused it; null for none.</param>
public sealed class UnexpectedAnswerException(string code, string message, string cure, Exception? inner = null)
    : ConnectorException(code, message, cure, inner);
