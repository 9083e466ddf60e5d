using System.Diagnostics.CodeAnalysis;

namespace MSPortal.Connectors.Core.Tenancy;

/// <summary>What an action gives: a value, or a refusal.</summary>
public readonly struct Result<T>
{
    private Result(T? value, Refusal? refusal)
    {
        Value = value;
        Refusal = refusal;
    }

    /// <summary>The value, when the action was done.</summary>
    public T? Value { get; }

    /// <summary>Why the action was not done.</summary>
    public Refusal? Refusal { get; }

    /// <summary>Whether the action was done.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool IsOk => Refusal is null;

    public static implicit operator Result<T>(T value) => new(value, null);

    public static implicit operator Result<T>(Refusal refusal) => new(default, refusal);
}

/// <summary>The value of an action that has nothing to say.</summary>
public readonly record struct Done;
