// Prints the size in bytes of every type of the SDK that crosses the plugin door, one a line.
#include <cstdio>

#include "cryocosm/plugin.hpp"

int main() {
  using namespace cryocosm;
#define PRINT_SIZE(type) std::printf("%s %zu\n", #type, sizeof(type))
  PRINT_SIZE(AcquisitionOutput);
  PRINT_SIZE(AcquisitionStage);
  PRINT_SIZE(Anchor);
  PRINT_SIZE(Ball);
  PRINT_SIZE(Box);
  PRINT_SIZE(BuildContext);
  PRINT_SIZE(Cache);
  PRINT_SIZE(Cache::Key);
  PRINT_SIZE(Cancelled);
  PRINT_SIZE(ChainInfo);
  PRINT_SIZE(ChainView);
  PRINT_SIZE(ComponentRecord);
  PRINT_SIZE(ComponentRef);
  PRINT_SIZE(Curvatures);
  PRINT_SIZE(DataError);
  PRINT_SIZE(Dataset);
  PRINT_SIZE(DensityTemplate);
  PRINT_SIZE(Distribution);
  PRINT_SIZE(Draw);
  PRINT_SIZE(Embedding);
  PRINT_SIZE(Error);
  PRINT_SIZE(Exporter);
  PRINT_SIZE(ExtensionPoint);
  PRINT_SIZE(Facts);
  PRINT_SIZE(FieldBuilder);
  PRINT_SIZE(FieldInfo);
  PRINT_SIZE(FileError);
  PRINT_SIZE(FinishedRun);
  PRINT_SIZE(FunctionRef<void()>);
  PRINT_SIZE(GridSpec);
  PRINT_SIZE(Imaging);
  PRINT_SIZE(ImplicitField);
  PRINT_SIZE(ImplicitField::Wall);
  PRINT_SIZE(Index3);
  PRINT_SIZE(InputFile);
  PRINT_SIZE(LabelInfo);
  PRINT_SIZE(Matrix3);
  PRINT_SIZE(OutputFolder);
  PRINT_SIZE(PlacedSurface);
  PRINT_SIZE(PlacedUnit);
  PRINT_SIZE(PluginRecord);
  PRINT_SIZE(Ports);
  PRINT_SIZE(Pose);
  PRINT_SIZE(Proposal);
  PRINT_SIZE(Quaternion);
  PRINT_SIZE(Random);
  PRINT_SIZE(Rasterizer);
  PRINT_SIZE(Registrar);
  PRINT_SIZE(RunContext);
  PRINT_SIZE(SceneView);
  PRINT_SIZE(SchemaInfo);
  PRINT_SIZE(Services);
  PRINT_SIZE(Shape);
  PRINT_SIZE(Span<float>);
  PRINT_SIZE(SphereSet);
  PRINT_SIZE(SphereSet::Ball);
  PRINT_SIZE(Step);
  PRINT_SIZE(Structure);
  PRINT_SIZE(StructureGenerator);
  PRINT_SIZE(Surface);
  PRINT_SIZE(SurfacePoint);
  PRINT_SIZE(Tilt);
  PRINT_SIZE(TransformGenerator);
  PRINT_SIZE(Triangle);
  PRINT_SIZE(Unit);
  PRINT_SIZE(UnitOfMeasure);
  PRINT_SIZE(Value);
  PRINT_SIZE(Vec3);
  PRINT_SIZE(Volume);
  PRINT_SIZE(VolumeView);
  PRINT_SIZE(Volumes);
  PRINT_SIZE(VoxelWindow<float>);
}
