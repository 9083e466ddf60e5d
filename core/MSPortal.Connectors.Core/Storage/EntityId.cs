using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace MSPortal.Connectors.Core.Storage;

/// <summary>An identifier of one kind of row, so that ids of two kinds can't be mixed up.</summary>
public interface IEntityId<TSelf>
    where TSelf : struct, IEntityId<TSelf>
{
    /// <summary>The id as it is stored.</summary>
    Guid Value { get; }

    /// <summary>Wraps a stored id.</summary>
    static abstract TSelf From(Guid value);
}

/// <summary>Makes ids.</summary>
public static class EntityId
{
    /// <summary>Wraps a stored id.</summary>
    public static T From<T>(Guid value)
        where T : struct, IEntityId<T> => T.From(value);

    /// <summary>A new id of version 7, which sorts by the time it was made.</summary>
    public static T New<T>(TimeProvider clock)
        where T : struct, IEntityId<T> => T.From(Guid.CreateVersion7(clock.GetUtcNow()));
}

internal sealed class EntityIdConverter<T>()
    : ValueConverter<T, Guid>(id => id.Value, value => EntityId.From<T>(value))
    where T : struct, IEntityId<T>;
